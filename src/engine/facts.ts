/** What an engine says of itself when it has started. */
export interface EngineFacts {
  /** For a sentence: "oneDNN 3.2.0 (avx512_core_bf16), 2 threads". */
  readonly words: string;
  /** For `karyon info`: version, instruction set, threads, adapter. */
  readonly details: Readonly<Record<string, string | number>>;
}
