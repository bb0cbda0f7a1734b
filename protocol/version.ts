/** Raised whenever a message changes shape; a page of another version is asked to reload. */
export const protocolVersion = 2;
