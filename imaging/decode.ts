import type { Remark } from "../protocol/entities";

export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  readonly mediaType: string;
  readonly remarks: Remark[];
  readonly raster: { readonly data: Buffer; readonly width: number; readonly height: number };
}
export declare function decodePicture(bytes: Buffer): Promise<DecodedPicture>;
