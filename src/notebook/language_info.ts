/**
 * What the kernel says about its language: exactly what the notebooks hold, since
 * JupyterLab takes a notebook for changed where the two differ.
 */
export const LANGUAGE_INFO = {
  codemirror_mode: "typescript",
  file_extension: ".ts",
  mimetype: "text/x.typescript",
  name: "typescript",
  nbconvert_exporter: "script",
  pygments_lexer: "typescript",
  version: "",
};
