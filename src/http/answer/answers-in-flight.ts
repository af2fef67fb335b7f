import { Inject, Injectable } from '@nestjs/common';
import { HTTP_SETTINGS, type HttpSettings } from '../http-settings.js';

/** What is sent to one caller, or to many. */
export interface Body {
  /** In bytes. */
  readonly length: number;
}

/** The memory that some answers take. One that is sent to many is counted once. */
class Held {
  private readonly users = new Map<Body, number>();
  private bytes = 0;

  /** One answer always has room. */
  hasRoom(body: Body, limit: number): boolean {
    return this.users.has(body) || this.bytes === 0 || this.bytes + body.length <= limit;
  }

  add(body: Body): void {
    const users = this.users.get(body) ?? 0;
    if (users === 0) this.bytes += body.length;
    this.users.set(body, users + 1);
  }

  delete(body: Body): void {
    const users = this.users.get(body) ?? 0;
    if (users > 1) this.users.set(body, users - 1);
    else if (this.users.delete(body)) this.bytes -= body.length;
  }

  get isEmpty(): boolean {
    return this.users.size === 0;
  }
}

/** The memory that large answers take until their clients have read them: all together, and those of each caller. */
@Injectable()
export class AnswersInFlight {
  private readonly all = new Held();
  private readonly own = new Map<string, Held>();

  constructor(@Inject(HTTP_SETTINGS) private readonly settings: HttpSettings) {}

  /**
   * Takes room for an answer, which must be released.
   *
   * @param requester `null` where access is not controlled
   * @returns which limit is reached, that of all or the caller's share; `null` if there is room
   */
  take(body: Body, requester: string | null): 'all' | 'share' | null {
    const { inFlightBytes, callerShareBytes } = this.settings;
    const own = requester === null ? null : (this.own.get(requester) ?? new Held());
    if (own?.hasRoom(body, callerShareBytes) === false) return 'share';
    if (!this.all.hasRoom(body, inFlightBytes)) return 'all';
    this.all.add(body);
    own?.add(body);
    if (own && requester !== null) this.own.set(requester, own);
    return null;
  }

  release(body: Body, requester: string | null): void {
    this.all.delete(body);
    if (requester === null) return;
    const own = this.own.get(requester);
    own?.delete(body);
    if (own?.isEmpty) this.own.delete(requester);
  }
}
