/**
 * Jobs side by side: the next begins as soon as one ends, so that no core waits for
 * the other's half of the work.
 *
 * @module
 */

/** A job, and what it said. */
export interface Job {
  readonly name: string;
  readonly run: () => Promise<JobOutcome>;
}

/** How a job ended. */
export interface JobOutcome {
  readonly code: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

/**
 * Runs jobs in their order, some at once, and hands over each as it ends.
 *
 * @param atOnce how many run side by side, at least 1
 * @param show takes what a job said, whole, since lines of two jobs mixed say nothing
 * @returns the names of the jobs that ended with another code than 0, in their order
 */
export async function runJobs(
  jobs: readonly Job[],
  atOnce: number,
  show: (job: Job, outcome: JobOutcome) => Promise<void>,
): Promise<string[]> {
  const failed = new Set<Job>();
  const waiting = [...jobs];
  let shown = Promise.resolve();
  const work = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const current = job;
      const outcome = await current.run();
      if (outcome.code !== 0) failed.add(current);
      await (shown = shown.then(() => show(current, outcome)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return jobs.filter((job) => failed.has(job)).map(({ name }) => name);
}
