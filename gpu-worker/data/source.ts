/** What lies at a path, found but not yet brought to one size. */
export type Source = PictureFiles | PictureArrays;

/** Encoded pictures, read one by one when their turn comes. */
export interface PictureFiles {
  readonly kind: "files";
  readonly files: readonly PictureFile[];
  /** Closes what they are read from. */
  close?(): void;
}

export interface PictureFile {
  /** With the folders it lies in, parted by slashes. */
  readonly name: string;
  read(): Promise<Uint8Array>;
}

/** Pictures that came as numbers. Without a `test` part they have to be divided. */
export interface PictureArrays {
  readonly kind: "arrays";
  readonly train: PictureArray;
  readonly test?: PictureArray;
}

/** Bytes [count, channels, height, width]. */
export interface PictureArray {
  readonly count: number;
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
}
