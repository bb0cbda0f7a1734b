import type { Crop } from "../protocol/entities";
import type { DecodedPicture } from "./decode";
export declare function proposeCrop(width: number, height: number): Crop;
export declare function cutSquare(picture: DecodedPicture, crop: Crop, size: number): Promise<Buffer>;
