/** An answer that says no, in the form Sanity's API gives it. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, message: string, type = 'httpError') {
    super(message);
    this.status = status;
    this.type = type;
  }

  /** Body of the answer. */
  get body(): object {
    return {
      statusCode: this.status,
      error: { description: this.message, type: this.type },
      message: this.message,
    };
  }
}
