export interface SentEvent {
  readonly id: string;
  readonly data: string;
}

/** The events in the text of a stream; comments are passed over. */
export function eventsIn(text: string): SentEvent[] {
  return text.split('\n\n').flatMap((block) => {
    const id = /^id: (.*)$/m.exec(block)?.[1];
    const data = /^data: (.*)$/m.exec(block)?.[1];
    return id === undefined || data === undefined ? [] : [{ id, data }];
  });
}
