import { describe, expect, it } from "vitest";
import { PictureOrder } from "./order";

describe("the order of pictures", () => {
  it("shows each once an epoch, in another order every time", () => {
    const order = new PictureOrder(12, 4, 1);
    const epoch = (first: number) => [0, 1, 2].flatMap((at) => [...order.at(first + at)]);
    expect(epoch(1).sort((one, other) => one - other)).toEqual([...new Array(12).keys()]);
    expect(epoch(1)).not.toEqual(epoch(4));
  });

  it("is a function of the step alone", () => {
    const [one, other] = [new PictureOrder(100, 8, 3), new PictureOrder(100, 8, 3)];
    one.at(1);
    one.at(40);
    expect(one.at(25)).toEqual(other.at(25));
  });

  it("fills a batch that is larger than the data", () => {
    expect(new PictureOrder(3, 8, 1).at(1)).toHaveLength(8);
  });
});
