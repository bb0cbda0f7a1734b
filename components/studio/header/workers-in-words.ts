import type { WorkerStatus } from "@/protocol/entities";

/** What computes for the session, and with what. */
export function workersInWords(workers: readonly WorkerStatus[]): string {
  const named = workers.map(({ name, engine, device, trains }) => {
    const what = `${name}: ${engine}, ${deviceName(device)}`;
    return trains ? `${what}, for training` : what;
  });
  if (workers.some((worker) => !worker.trains)) return named.join(" · ");
  return ["No worker is connected. Work waits and starts by itself when one is.", ...named].join(" · ");
}

/** Devices as people write them. */
const deviceNames: Readonly<Record<string, string>> = {
  cpu: "CPU",
  cuda: "CUDA",
  webgpu: "WebGPU",
  javascript: "JavaScript",
};

export function deviceName(device: string): string {
  return deviceNames[device] ?? device;
}
