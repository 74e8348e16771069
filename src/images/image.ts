/**
 * Pixels in memory: row-major, channels last, as the file had them.
 *
 * `channels` is 1 (gray), 2 (gray and alpha), 3 (RGB) or 4 (RGBA); `depth` is
 * bits a channel; values are 0..255 or 0..65535.
 */
export interface Image {
  readonly data: Uint8Array | Uint16Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly depth: 8 | 16;
  /** Whether the last channel is alpha. */
  readonly alpha: boolean;
}
