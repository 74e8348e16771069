/** What `karyon predict --help` says below its options. */
export const PREDICT_HELP = `
Of a folder its own images are taken, not those of folders in it, and no names that begin
with a dot.

Formats:
  mask     <stem>.mask.png: 255 where a nucleus is, else 0
  labels   <stem>.labels.png: 16 bit, n on the n-th nucleus, 0 between
  overlay  <stem>.overlay.png: the image, brightened, with outlines
  csv      <stem>.nuclei.csv: one row a nucleus
  tiff     <stem>.labels.tif: labels as Fiji, napari and QuPath open them
  geojson  <stem>.geojson: outlines as polygons, for QuPath
  rois     <stem>.rois.zip: outlines for ImageJ's ROI manager
  rle      <stem>.rle.csv and, of all images, submission.csv: run lengths in the
           2018 Data Science Bowl's form
Beside them, for all images that the folder then holds: summary.csv, one row an image,
and index.html to look through them.

Columns of <stem>.nuclei.csv, one row a nucleus:
  label                its value in <stem>.labels.png
  area                 in pixels
  equivalent_diameter  of the circle of that area, in pixels
  centroid_x, centroid_y
                       its middle, in pixels; the centre of the image's first pixel is 0
  left, top, width, height
                       the box around it, in pixels
  mean_intensity       of (R + G + B) / 3; 1 is the most that the file's bit depth holds
  touches_edge         true where the image's border may cut it
  perimeter            in pixels, through the centres of its outermost pixels
  major_axis_length, minor_axis_length
                       whole axes of the ellipse with its second moments, in pixels
  eccentricity         of that ellipse: 0 is a circle, 1 a line
  orientation          of its major axis, in radians from upright, counter-clockwise,
                       -pi/2 to pi/2: pi/4 runs from the upper left to the lower right
  solidity             its area over that of its convex hull, 0 to 1
  min_intensity, max_intensity, sd_intensity
                       as mean_intensity
  mean_red, min_red, max_red, sd_red, and so on for green and blue
                       of colour images, each 0 to 1
With --pixel-size also area_um2 in square micrometres, and all that is in pixels once more
in micrometres, as perimeter_um.

Columns of summary.csv, one row an image; empty where there are too few nuclei:
  image                what its results are named by
  source               its file
  model                the model's name
  width, height        of the image, in pixels
  nuclei               how many were found
  nuclei_at_edge       how many of them the image's border may cut
  nuclei_per_megapixel nuclei in a million pixels
  coverage             share of the image that nuclei cover, 0 to 1
  mean_area, median_area, sd_area, min_area, max_area
                       of the nuclei's areas in pixels, those at the edge included; sd is
                       the sample's (n - 1)
  mean_equivalent_diameter, mean_perimeter
                       means over nuclei, in pixels
  mean_eccentricity, mean_solidity, mean_intensity
                       means over nuclei, each 0 to 1
With --pixel-size also:
  image_mm2            the image's area in square millimetres
  nuclei_per_mm2       nuclei in a square millimetre
  mean_area_um2, median_area_um2, sd_area_um2
                       of the nuclei's areas, in square micrometres
  mean_equivalent_diameter_um, mean_perimeter_um
                       means over nuclei, in micrometres

An image of more --megapixels is done in parts by a model that takes images at their own
size: its labels are <stem>.labels.tif (32 bit), its overlay is made smaller, and
outlines and run lengths are left out.

Images of one stem keep the folders, or extensions, that tell them apart. An image that
is done is not done again while it, the model and the options are the same. Where it is
done again, files of its earlier results that are not written anew are removed.`;
