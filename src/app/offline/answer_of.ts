/** What a service worker answers a page with. */

/** Files that are kept. */
export interface Kept {
  find(request: Request | string): Promise<Response | undefined>;
  keep(request: Request, response: Response): Promise<void>;
}

/**
 * Answers from what is kept, else from the network, of which an answer is kept if it is
 * whole and a file of the page.
 *
 * @param scope the page's folder
 * @returns undefined for what is none of the page's business
 */
export function answerOf(
  request: Request,
  scope: string,
  kept: Kept,
): Promise<Response> | undefined {
  if (request.method !== "GET" || !request.url.startsWith(scope)) return undefined;
  return answer(request, scope, kept);
}

async function answer(request: Request, scope: string, kept: Kept): Promise<Response> {
  // Whatever is behind the folder's name is for the page itself.
  const [address] = request.url.split(/[?#]/);
  const known = await kept.find(address === scope ? `${scope}index.html` : address!);
  if (known) return known;
  const response = await fetch(request);
  if (response.status === 200 && response.type === "basic") {
    // A full disk is no reason to hold the answer back.
    await kept.keep(request, response.clone()).catch(() => {});
  }
  return response;
}
