import { request } from "node:http";
import type { Guest } from "../../server/testing/guest";
import { now } from "../measure/numbers";

export interface Uploaded {
  readonly pictureId: string;
  readonly jobId: string;
  /** When the last byte had left. */
  readonly sentAt: number;
}

/** Uploads as a browser does, and notes when the last byte left. */
export function upload(guest: Guest, address: string, session: string, bytes: Buffer, model: string) {
  const query = new URLSearchParams({ name: "photograph.jpg", model, corrections: "3", steps: "10" });
  return new Promise<Uploaded>((resolve, reject) => {
    let sentAt = 0;
    const sending = request(
      new URL(`/api/sessions/${session}/pictures?${query}`, address),
      { method: "POST", headers: { cookie: guest.cookie, "content-length": bytes.length } },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text) => {
          body += text;
        });
        response.on("end", () => {
          if (response.statusCode === 201) resolve({ ...JSON.parse(body), sentAt });
          else reject(new Error(`The upload was answered ${response.statusCode}: ${body}`));
        });
      },
    );
    sending.on("finish", () => {
      sentAt = now();
    });
    sending.on("error", reject);
    sending.end(bytes);
  });
}
