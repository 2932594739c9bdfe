import { packed } from "./ink/drawing";
import { translate } from "./language";
import { readingFrom, type Reading } from "./values";

/** Why a picture was not read, in one sentence for people. */
export class ReadingFailed extends Error {
  constructor(
    sentence: string,
    /** Whether the server had the picture, and answered. */
    readonly wasSent = false,
    options: ErrorOptions = {},
  ) {
    super(sentence, options);
  }
}

export interface Question {
  /** A file, or ink that was drawn on this page. */
  readonly picture: Blob | ImageData;
  readonly name: string;
  /** Ask for pictures of the pages too: for files that the browser cannot show itself. */
  readonly withPreviews: boolean;
  /** It is asked again with each stroke, so it is kept only when somebody says so. */
  readonly isLive?: boolean;
}

/** Rejects with ReadingFailed, or with AbortError when aborted. */
export type ReadPicture = (question: Question, signal: AbortSignal) => Promise<Reading>;

const UNREACHABLE = translate("There is no connection to the server, which has to read this. Please try again later.");
const WITHOUT_NETWORK = translate("There is no network, and this picture can only be read on the server.");

/** Sends a picture to the server. Rejects with ReadingFailed, or with AbortError when aborted. */
export async function readPicture(question: Question, signal: AbortSignal): Promise<Reading> {
  const body = new FormData();
  body.append("image", await packedPicture(question), question.name);
  body.append("style", "1");
  if (isDrawn(question)) body.append("drawn", "1");
  if (question.withPreviews) body.append("previews", "1");
  let response: Response;
  try {
    response = await fetch("/read", {
      method: "POST",
      body,
      signal,
      headers: { Accept: "application/json" },
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ReadingFailed(navigator.onLine ? UNREACHABLE : WITHOUT_NETWORK, false, { cause: error });
  }
  const answer: unknown = await response.json().catch(() => null);
  signal.throwIfAborted();
  if (!response.ok) throw new ReadingFailed(sentenceOf(answer, response.status), true);
  return readingFrom(answer);
}

/** Whether it is ink of the pad: by hand, whatever it looks like. */
export function isDrawn({ picture }: Question): boolean {
  return !(picture instanceof Blob);
}

/** The picture as a file. */
export async function packedPicture({ picture }: Question): Promise<Blob> {
  return picture instanceof Blob ? picture : packed(picture);
}

/** The sentence in a problem (RFC 9457), or one of our own. */
export function sentenceOf(answer: unknown, status: number): string {
  if (typeof answer === "object" && answer !== null && "detail" in answer) {
    const { detail } = answer;
    if (typeof detail === "string" && detail) return detail;
  }
  if (status === 413) return translate("The file is larger than this reader accepts.");
  return status >= 500 ? translate("The reader had a fault of its own. Please try again.") : UNREACHABLE;
}
