import type { DecodedPicture } from "./decode";
export declare function displayPicture(picture: DecodedPicture): Promise<{ bytes: Buffer; mediaType: string }>;
