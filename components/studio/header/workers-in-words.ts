import type { WorkerStatus } from "@/protocol/entities";

/** What computes for the session, and with what. */
export function workersInWords(workers: readonly WorkerStatus[]): string {
  if (workers.length === 0) return "No worker is connected. Work waits and starts by itself when one is.";
  return workers.map((worker) => `${worker.name}: ${worker.engine}, ${deviceName(worker.device)}`).join(" · ");
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
