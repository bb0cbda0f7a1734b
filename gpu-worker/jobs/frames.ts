import type { FrameHeader } from "../../protocol/jobs";
import { encodeFrame, type Raster } from "../pictures/raster";
import type { FramePlace } from "./job";

export type TimedFrame = FramePlace & Pick<FrameHeader, "computedAt">;

/** Encodes frames while the next step is being computed, and sends them in the order of their steps. */
export class FrameStream {
  private sent: Promise<void> = Promise.resolve();
  private failure: unknown;

  /** `send` gets a frame's WebP bytes. */
  constructor(private readonly send: (frame: TimedFrame, picture: Uint8Array) => void) {}

  show(place: FramePlace, raster: Raster): void {
    const frame = { ...place, computedAt: performance.timeOrigin + performance.now() };
    const encoded = encodeFrame(raster);
    this.sent = Promise.all([encoded, this.sent]).then(
      ([picture]) => this.send(frame, picture),
      (error: unknown) => {
        this.failure ??= error;
      },
    );
  }

  /** Waits until everything shown so far has been sent; throws if a frame could not be encoded or sent. */
  async drained(): Promise<void> {
    await this.sent;
    if (this.failure) throw this.failure;
  }
}
