/** What a route answers when the body alone is not enough. */
export class Answer {
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
    readonly body: unknown = null,
  ) {}
}
