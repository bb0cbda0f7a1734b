/** Something that takes memory and can give it back. */
export interface Resident {
  readonly bytes: number;
  /** At work: its memory cannot be taken. */
  readonly busy: boolean;
  /** Gives its memory back until it is used again. */
  rest(): Promise<void>;
}

/** Those that hold memory, within a budget: the one that was used least lately gives way first. */
export class Residents<Member extends Resident> {
  /** The least lately used first. */
  private readonly members = new Set<Member>();

  constructor(readonly budget: number) {}

  /** Takes note that a member is used, and makes room for it. One that alone is beyond the budget is let be. */
  async use(member: Member): Promise<void> {
    this.members.delete(member);
    this.members.add(member);
    let held = [...this.members].reduce((total, { bytes }) => total + bytes, 0);
    for (const other of [...this.members]) {
      if (held <= this.budget) return;
      if (other === member || other.busy) continue;
      this.members.delete(other);
      held -= other.bytes;
      await other.rest();
    }
  }

  forget(member: Member): void {
    this.members.delete(member);
  }
}
