import { durationInWords, type Terminal } from "./words";

/** What takes less than this many milliseconds says nothing until it is done, and then not more often. */
const patience = 1000;

/** Says how far something is, at most once a second, with the time that is left. */
export class Progress {
  private readonly started = performance.now();
  private told = performance.now();

  constructor(private readonly terminal: Terminal) {}

  /** `secondsLeft` is reckoned from what is done where nobody knows it better. */
  tell(what: string, done: number, of: number, secondsLeft = this.reckoned(done, of)): void {
    if (performance.now() - this.told < patience) return;
    this.told = performance.now();
    this.terminal.complain(`${what} ${done} of ${of}, ${durationInWords(secondsLeft)} left\n`);
  }

  private reckoned(done: number, of: number): number {
    return ((performance.now() - this.started) / 1000 / Math.max(1, done)) * (of - done);
  }
}
