/// <reference lib="dom" />
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Bench } from "../bench/bench.ts";

/** Gives the bench to every part of the page. */
export const BenchContext = createContext<Bench | undefined>(undefined);

/** @throws {Error} outside a page */
export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (bench === undefined) throw new Error("Expected to be inside a page's bench");
  return bench;
}
