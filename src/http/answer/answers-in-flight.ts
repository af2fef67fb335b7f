import { Inject, Injectable } from '@nestjs/common';
import { HTTP_SETTINGS, type HttpSettings } from '../http-settings.js';

/** What large answers take in memory until their clients have read them. One that is sent to many is counted once. */
@Injectable()
export class AnswersInFlight {
  private readonly users = new Map<Buffer, number>();
  private bytes = 0;

  constructor(@Inject(HTTP_SETTINGS) private readonly settings: HttpSettings) {}

  /** `false` if there is no room for it now; otherwise it is to be released. One answer always has room. */
  take(body: Buffer): boolean {
    const users = this.users.get(body) ?? 0;
    if (users === 0) {
      if (this.bytes > 0 && this.bytes + body.length > this.settings.inFlightBytes) return false;
      this.bytes += body.length;
    }
    this.users.set(body, users + 1);
    return true;
  }

  release(body: Buffer): void {
    const users = this.users.get(body) ?? 0;
    if (users > 1) this.users.set(body, users - 1);
    else if (this.users.delete(body)) this.bytes -= body.length;
  }
}
