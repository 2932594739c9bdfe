import { sentenceOf } from "../client";
import { translate } from "../language";
import { stateFrom, type Correction, type State } from "./state";

const UNREACHABLE = translate("The change was not saved: the server cannot be reached.");

/** What became of a correction: a new state, a sentence for people, or both. */
export interface Outcome {
  readonly state: State | null;
  readonly complaint: string;
}

/** Sends corrections one after the other, each with the change that it was made after. */
export class Sending {
  private line: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly address: string,
    private readonly token: string,
  ) {}

  /** `after` is asked for when it is this correction's turn. */
  send(correction: Correction, after: () => number): Promise<Outcome> {
    const turn = this.line.then(() => this.post({ ...correction, after: after() }));
    this.line = turn;
    return turn;
  }

  private async post(body: Correction): Promise<Outcome> {
    let response: Response;
    try {
      response = await fetch(this.address, {
        method: "POST",
        headers: {
          Accept: "application/json",
          "Content-Type": "application/json",
          "X-CSRFToken": this.token,
        },
        body: JSON.stringify(body),
      });
    } catch {
      return { state: null, complaint: UNREACHABLE };
    }
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return { state: stateFrom(answer), complaint: "" };
    return { state: stateWithin(answer), complaint: sentenceOf(answer, response.status) };
  }
}

/** The state that comes with a conflict: what holds now. */
function stateWithin(answer: unknown): State | null {
  if (typeof answer !== "object" || answer === null || !("state" in answer)) return null;
  return stateFrom(answer.state);
}
