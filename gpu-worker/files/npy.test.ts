import { describe, expect, it } from "vitest";
import { readNpy, readNpyArray, writeNpy } from "./npy";

/** What numpy.save wrote for these arrays, in base64. */
const saved = {
  threeAxes:
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDEsIDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAPwAAgD8AAMA/AAAAQAAAIEA=",
  scalar:
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAMA/",
  oneAxis:
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAACAPwAAAEA=",
  half: "k05VTVBZAQB2AHsnZGVzY3InOiAnPGYyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAFU1VTkAPA==",
  double:
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAFVVVVVVVdU/",
};
const bytesOf = (text: string) => Buffer.from(text, "base64");
const edited = (from: string, to: string) => {
  const text = bytesOf(saved.threeAxes).toString("latin1").replace(from, to);
  return Buffer.from(text, "latin1");
};

describe("NumPy's files", () => {
  it.each([
    ["threeAxes", [1, 2, 3], [0, 0.5, 1, 1.5, 2, 2.5]],
    ["scalar", [], [1.5]],
    ["oneAxis", [3], [0, 1, 2]],
  ] as const)("are read, and written to the byte (%s)", (name, shape, values) => {
    const tensor = readNpy(bytesOf(saved[name]));
    expect(tensor.shape).toEqual(shape);
    expect([...tensor.data]).toEqual(values);
    expect(Buffer.from(writeNpy(tensor)).toString("base64")).toBe(saved[name]);
  });

  it("are read in half and in double precision", () => {
    expect([...readNpy(bytesOf(saved.half)).data]).toEqual([0, 0.333251953125, 0.66650390625, 1]);
    expect([...readNpy(bytesOf(saved.double)).data]).toEqual([0, Math.fround(1 / 3)]);
  });

  it("are read as bytes where they hold bytes, which are no seeds", () => {
    const bytes = new Uint8Array(edited("<f4", "|u1").subarray(0, 128 + 6));
    expect(readNpyArray(bytes)).toEqual({ shape: [1, 2, 3], data: bytes.subarray(128) });
    expect(() => readNpy(bytes)).toThrow(/its numbers are whole/);
  });

  it.each([
    ["in Fortran order", edited("False", "True "), /Fortran order/],
    ["of integers", edited("<f4", "<i4"), /<i4/],
    ["of big-endian numbers", edited("<f4", ">f4"), />f4/],
    ["cut short", bytesOf(saved.threeAxes).subarray(0, 140), /12 bytes .* needs 24/],
    ["cut in the header", bytesOf(saved.threeAxes).subarray(0, 60), /cut short/],
    ["of another kind", Buffer.from("GIF89a and so on"), /not a \.npy file/],
    ["empty", Buffer.alloc(0), /not a \.npy file/],
  ])("%s are refused with a sentence", (_, bytes, sentence) => {
    expect(() => readNpy(bytes)).toThrow(expect.objectContaining({ code: "bad_request" }));
    expect(() => readNpy(bytes)).toThrow(sentence);
  });
});
