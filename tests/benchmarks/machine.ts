import { cpus, loadavg, totalmem } from "node:os";

/** Where and when the figures were measured. */
export interface Machine {
  readonly cpu: string;
  /** Processors that the system shows. */
  readonly cores: number;
  /** That everybody was given. */
  readonly threads: number;
  readonly memory_gb: number;
  readonly system: string;
  /** Year, month, day, in UTC. */
  readonly date: string;
  readonly deno: string;
  /** What else the machine was busy with, in processors, when it began. */
  readonly load: number;
}

/**
 * Describes this machine.
 *
 * @param threads that everybody is given
 */
export function describeMachine(threads: number): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: navigator.hardwareConcurrency,
    threads,
    memory_gb: Math.round(totalmem() / 2 ** 30),
    system: `${Deno.build.os} ${Deno.build.arch}`,
    date: new Date().toISOString().slice(0, 10),
    deno: Deno.version.deno,
    load: Math.round(loadavg()[0]! * 100) / 100,
  };
}

/** Whether other programs computed so much that the figures cannot be trusted. */
export const isBusy = ({ load }: Machine): boolean => load > 0.5;
