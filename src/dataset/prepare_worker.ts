/** A worker of `prepareInParallel()`. */
import { serveBackground } from "../base/mod.ts";
import { openDataset } from "./open.ts";
import {
  findParts,
  type PrepareJob,
  type PrepareListeners,
} from "./prepare_in_parallel.ts";
import { prepareShare } from "./prepare_share.ts";

serveBackground<PrepareJob, PrepareListeners>(async (job, { call, signal }) => {
  const { source, parts, work } = job;
  const dataset = await openDataset(source);
  try {
    await prepareShare(work, findParts(dataset, parts), signal, (index) => {
      call("onPrepared", index);
    });
  } finally {
    await dataset.close();
  }
});
