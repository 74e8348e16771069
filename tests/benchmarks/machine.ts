import { cpus, loadavg, totalmem } from "node:os";

/** Where and when the figures were measured. */
export interface Machine {
  readonly cpu: string;
  /** Processors that the system shows, as many threads as everybody got. */
  readonly cores: number;
  readonly memory_gb: number;
  readonly system: string;
  /** Year, month, day, in UTC. */
  readonly date: string;
  readonly deno: string;
  /** What else the machine was busy with, in processors, when it began. */
  readonly load: number;
}

/** Describes this machine. */
export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: navigator.hardwareConcurrency,
    memory_gb: Math.round(totalmem() / 2 ** 30),
    system: `${Deno.build.os} ${Deno.build.arch}`,
    date: new Date().toISOString().slice(0, 10),
    deno: Deno.version.deno,
    load: Math.round(loadavg()[0]! * 100) / 100,
  };
}
