import { Injectable } from '@nestjs/common';
import type { ProcessReport } from '../../domain/process-summary.js';
import type { ProcessId } from '../../domain/ids.js';
import type { ProcessVersion } from '../../domain/process-version.js';
import { versionTag } from './version-tag.js';
import { StatusView } from '../views/status.view.js';

/** Smaller ones are made again for each reader. */
const SHARED_FROM_BYTES = 16_384;

interface Rendered {
  readonly tag: string;
  readonly bytes: WeakRef<Buffer>;
}

/** The status of a process as JSON. A large one exists once, for as long as it is being sent to anybody. */
@Injectable()
export class StatusBytes {
  private readonly rendered = new Map<ProcessId, Rendered>();
  private readonly unused = new FinalizationRegistry<ProcessId>((id) => {
    if (this.rendered.get(id)?.bytes.deref() === undefined) this.rendered.delete(id);
  });

  of(report: ProcessReport): string | Buffer {
    return this.find(report.head.id, report.head) ?? this.render(report);
  }

  /** A status of this version that is being sent to others. */
  find(id: ProcessId, version: ProcessVersion): Buffer | null {
    const rendered = this.rendered.get(id);
    return rendered?.tag === versionTag(version) ? (rendered.bytes.deref() ?? null) : null;
  }

  /** Whether a large status of the process, of any version, is being sent to anybody. */
  has(id: ProcessId): boolean {
    return this.rendered.has(id);
  }

  private render(report: ProcessReport): string | Buffer {
    const { head } = report;
    const text = StatusView.textOf(report);
    if (text.length < SHARED_FROM_BYTES) return text;
    const bytes = Buffer.from(text);
    this.rendered.set(head.id, { tag: versionTag(head), bytes: new WeakRef(bytes) });
    this.unused.register(bytes, head.id);
    return bytes;
  }
}
