import { Injectable, type PipeTransform } from '@nestjs/common';
import { HttpProblem } from '../../../http/answer/problem.js';
import { parseProcessId, type ProcessId } from '../../domain/ids.js';

@Injectable()
export class ProcessIdPipe implements PipeTransform<string, ProcessId> {
  transform(text: string): ProcessId {
    // RFC 9562 §4: read in either case, written in lower case.
    const id = parseProcessId(text.toLowerCase());
    if (id) return id;
    const errors = [{ path: 'process_id', message: 'must be a UUID of version 7 or 8' }];
    throw new HttpProblem('malformed_parameter', 'The process id is not one.', { errors });
  }
}
