/// <reference lib="dom" />
import { useEffect, useRef } from "preact/hooks";
import { writeBytes } from "../plain/write_numbers.ts";
import { useBench } from "./context.ts";

function ModelTable() {
  const { models } = useBench();
  return (
    <div class="scrolls" tabIndex={0} role="region" aria-label="Models">
      <table>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">To fetch</th>
            <th scope="col">IoU</th>
            <th scope="col">AP</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <tr key={model.name}>
              <th scope="row">{model.name}</th>
              <td>{writeBytes(model.bytes)}</td>
              <td>{model.foregroundIoU?.toFixed(3) ?? "–"}</td>
              <td>{model.averagePrecision?.toFixed(3) ?? "–"}</td>
              <td class="text">{model.title}{model.note && ` ${model.note}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the page does, how it is used and what it must not be used for. */
export function HelpDialog({ open, onClose }: { open: boolean; onClose(): void }) {
  const { engine } = useBench();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      class="help-dialog"
      aria-labelledby="help-title"
      onClose={onClose}
    >
      <div class="table-head">
        <h2 id="help-title">Help</h2>
        <form method="dialog">
          <button type="submit" class="tool">Close</button>
        </form>
      </div>
      <p>
        Karyon finds the nuclei in microscope images of cells and tissue, tells those
        apart that touch, and measures each of them.
      </p>
      <p class="note warn-note">
        For research and teaching. Not for diagnosis: nobody has tested it for that, and
        every result needs a look by someone who knows the images.
      </p>
      <h3>Your images stay here</h3>
      <p>
        Everything is computed by this browser, on this computer. No image, name or result
        is sent anywhere, and none is kept when the page is closed. Only the page itself
        and the models are fetched, from the place that this page came from; the browser
        keeps them, so that they are there without a network too.
      </p>
      <h3>How to</h3>
      <ul>
        <li>
          Drop images or a folder anywhere, paste a picture, or choose files: PNG, JPEG
          and TIFF with 8 or 16 bits, BMP, GIF and WebP.
        </li>
        <li>
          In the image: wheel or pinch zooms, dragging moves, a click chooses a nucleus.
          With the keyboard: arrow keys move, + and − zoom, 0 shows all, N and P choose
          the next nucleus and the one before, Escape none.
        </li>
        <li>
          In the table: a click on a row finds its nucleus; arrow keys, Home and End move
          on; a click on a column's head sorts.
        </li>
        <li>
          Threshold and smallest nucleus act on every image of the list, at once.
        </li>
        <li>
          Intensities are shares of what the file can hold: 1 is 255 in a file of 8 bits,
          and 65,535 in one of 16.
        </li>
        <li>Nuclei that the image cuts are marked “At edge”; leave them out of sizes.</li>
      </ul>
      <h3>Models</h3>
      <p>
        IoU: how well the pixels of nuclei agree with those drawn by experts. AP: how many
        nuclei were found as such, averaged over IoU thresholds 0.50 to 0.95. 1 is best.
        Both on images that no model was trained on; where one was chosen by them, its
        note says so.
      </p>
      <ModelTable />
      <h3>Limits</h3>
      <p>
        The models know images like those of the 2018 Data Science Bowl: fluorescence and
        stained tissue, nuclei of about 8 to 80 pixels across, in images of up to 33
        million pixels (about 5,800 × 5,800). On other kinds of image, compare with nuclei
        drawn by hand before trusting a count.
      </p>
      {engine.value !== undefined && <p>{engine.value.sentence}</p>}
      <p>
        <a href="licences.txt" target="_blank" rel="noopener">
          Licences of the software that the page is made of
        </a>
      </p>
    </dialog>
  );
}
