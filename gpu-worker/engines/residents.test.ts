import { describe, expect, it } from "vitest";
import { Residents } from "./residents";

class Member {
  busy = false;
  resting = 0;
  constructor(readonly bytes: number) {}
  async rest(): Promise<void> {
    this.resting += 1;
  }
}

describe("memory within a budget", () => {
  it("is taken from whom it was longest ago that anybody used", async () => {
    const [first, second, third] = [new Member(40), new Member(40), new Member(40)] as const;
    const residents = new Residents(100);
    for (const member of [first, second, first, third]) await residents.use(member);
    expect([first.resting, second.resting, third.resting]).toEqual([0, 1, 0]);
  });

  it("is not taken from whom is at work", async () => {
    const [first, second, third] = [new Member(40), new Member(40), new Member(40)] as const;
    first.busy = true;
    const residents = new Residents(100);
    for (const member of [first, second, third]) await residents.use(member);
    expect([first.resting, second.resting, third.resting]).toEqual([0, 1, 0]);
  });

  it("is left to one that alone needs more", async () => {
    const [small, large] = [new Member(1), new Member(200)] as const;
    const residents = new Residents(100);
    await residents.use(small);
    await residents.use(large);
    expect([small.resting, large.resting]).toEqual([1, 0]);
  });
});
