const WHOLE = new Intl.NumberFormat("en");
const SHORT = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
const PERCENT = new Intl.NumberFormat("en", {
  style: "percent",
  maximumFractionDigits: 0,
});

/** Thousands apart, at most four digits that count: `1,234`, `0.04567`. */
export function writeNumber(value: number): string {
  return Number.isInteger(value) ? WHOLE.format(value) : SHORT.format(value);
}

/** `1 nucleus`, `1,234 nuclei`. */
export function writeCount(count: number, one: string, many: string): string {
  return `${WHOLE.format(count)} ${count === 1 ? one : many}`;
}

/** Nuclei in words. */
export function writeNuclei(count: number): string {
  return writeCount(count, "nucleus", "nuclei");
}

/** Decimal units, as a download is told: `586 kB`, `2.3 MB`. */
export function writeBytes(bytes: number): string {
  if (bytes < 1000) return writeCount(bytes, "byte", "bytes");
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0)} MB`;
}

/** `85 ms`, `1.2 s`, `2 min 5 s`. */
export function writeDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A share of a whole, which may be nothing yet: `0 %` then. */
export function writeShare(done: number, total: number): string {
  return PERCENT.format(total > 0 ? Math.min(1, done / total) : 0);
}
