// What this package uses of Node.js, so that it can be built without @types/node.

declare module "node:crypto" {
  interface Hmac {
    update(data: string | Uint8Array): Hmac;
    digest(encoding: "hex" | "base64"): string;
  }
  export function createHmac(algorithm: "sha256", key: string | Uint8Array): Hmac;
  export function timingSafeEqual(left: Uint8Array, right: Uint8Array): boolean;
}

declare module "node:buffer" {
  export const Buffer: {
    from(text: string, encoding?: "utf8" | "base64"): Uint8Array;
    from(bytes: Uint8Array): { toString(encoding: "utf8"): string };
  };
}
