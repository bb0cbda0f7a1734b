import { type Graph, inOrder } from "../graph";
import type { Shape } from "../node";
import { rulesOf } from "../operations";
import { type Attribute, type Initialiser, OnnxEmitter, type OnnxNode, type Precision } from "./emitter";
import {
  bytesField,
  type Field,
  floatField,
  integerField,
  integerFields,
  join,
  messageField,
  textField,
} from "./protobuf";

/** https://github.com/onnx/onnx/blob/main/onnx/onnx.proto numbers the fields. */
const intermediateVersion = 8;
const operatorSet = 17;
const elementTypes = { float: 1, int64: 7, double: 11 } as const;
const outsideLocation = 1;
const attributeTypes = { float: 1, integer: 2, text: 3, integers: 7 } as const;

/** Bytes from which on a constant is worth keeping out of the model's own bytes. */
const large = 2 ** 16;

/** A model, and the tensors that lie outside its bytes, by the names that it calls them. */
export interface OnnxParts {
  readonly model: Uint8Array;
  readonly tensors: readonly { readonly path: string; readonly data: Uint8Array }[];
}

/** The graph as an ONNX file: operator set 17, and onnxruntime's `com.microsoft` where a rule needs it. */
export function toOnnx(graph: Graph): Uint8Array {
  return write(graph, () => false).model;
}

/** The same in memory, its large constants as they are: they are copied once less for every copy of a model. */
export function toOnnxParts(graph: Graph): OnnxParts {
  return write(graph, ({ data }) => data.byteLength >= large);
}

function write(graph: Graph, isOutside: (initialiser: Initialiser) => boolean): OnnxParts {
  const emitter = new OnnxEmitter();
  for (const node of inOrder(graph.outputs.values())) emitter.emitted(node, rulesOf(node).onnx(node, emitter));
  const outputs = [...graph.outputs].map(([name, node]) => {
    // An Identity gives the output its name; onnxruntime removes it again.
    const renamed = { type: "Identity", domain: "", inputs: [emitter.nameOf(node)], output: name, attributes: {} };
    emitter.nodes.push(renamed);
    return { name, shape: node.shape, precision: "float" as const };
  });
  const domains = ["", ...new Set(emitter.nodes.map(({ domain }) => domain).filter((domain) => domain !== ""))];
  const model = join([
    integerField(1, intermediateVersion),
    ...textField(2, "seedbed"),
    ...messageField(7, [
      ...emitter.nodes.flatMap((node) => messageField(1, nodeFields(node))),
      ...textField(2, graph.name),
      ...emitter.initialisers.flatMap((initialiser) =>
        messageField(5, tensorFields(initialiser, isOutside(initialiser))),
      ),
      ...emitter.inputs.flatMap((input) => messageField(11, valueFields(input))),
      ...outputs.flatMap((output) => messageField(12, valueFields(output))),
    ]),
    ...domains.flatMap((domain) =>
      messageField(8, [...textField(1, domain), integerField(2, domain === "" ? operatorSet : 1)]),
    ),
  ]);
  const outside = emitter.initialisers.filter(isOutside);
  return { model, tensors: outside.map((one) => ({ path: one.name, data: bytesOf(one) })) };
}

function bytesOf({ data }: Initialiser): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function nodeFields({ type, domain, inputs, output, attributes }: OnnxNode): Field[] {
  return [
    ...inputs.flatMap((name) => textField(1, name)),
    ...textField(2, output),
    ...textField(3, output),
    ...textField(4, type),
    ...Object.entries(attributes).flatMap(([name, value]) => messageField(5, attributeFields(name, value))),
    ...(domain === "" ? [] : textField(7, domain)),
  ];
}

function attributeFields(name: string, value: Attribute): Field[] {
  const start = textField(1, name);
  if (typeof value === "string") return [...start, ...textField(4, value), integerField(20, attributeTypes.text)];
  if (typeof value === "number") return [...start, integerField(3, value), integerField(20, attributeTypes.integer)];
  if ("float" in value) return [...start, floatField(2, value.float), integerField(20, attributeTypes.float)];
  return [...start, ...integerFields(8, value), integerField(20, attributeTypes.integers)];
}

function tensorFields(initialiser: Initialiser, isOutside: boolean): Field[] {
  const { name, shape, data } = initialiser;
  const described = [...integerFields(1, shape), integerField(2, elementTypeOf(data)), ...textField(8, name)];
  if (!isOutside) return [...described, ...bytesField(9, bytesOf(initialiser))];
  const place = { location: name, offset: "0", length: `${data.byteLength}` };
  const entries = Object.entries(place).map(([key, value]) => [...textField(1, key), ...textField(2, value)]);
  return [...described, ...entries.flatMap((entry) => messageField(13, entry)), integerField(14, outsideLocation)];
}

function elementTypeOf(data: Initialiser["data"]): number {
  if (data instanceof Float32Array) return elementTypes.float;
  return data instanceof Float64Array ? elementTypes.double : elementTypes.int64;
}

interface Value {
  readonly name: string;
  readonly shape: Shape;
  readonly precision: Precision;
}

function valueFields({ name, shape, precision }: Value): Field[] {
  const dimensions = shape.flatMap((length) => messageField(1, [integerField(1, length)]));
  const type = messageField(1, [integerField(1, elementTypes[precision]), ...messageField(2, dimensions)]);
  return [...textField(1, name), ...messageField(2, type)];
}
