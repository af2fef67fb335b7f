import { Injectable, type PipeTransform } from '@nestjs/common';
import { HttpProblem } from '../../../http/answer/problem.js';
import { parseProcessId, type ProcessId } from '../../domain/ids.js';

@Injectable()
export class ProcessIdPipe implements PipeTransform<string, ProcessId> {
  transform(text: string): ProcessId {
    const id = parseProcessId(text);
    if (id) return id;
    const errors = [{ path: 'process_id', message: 'must be a UUID of version 7 or 8 in lower case' }];
    throw new HttpProblem('malformed_parameter', 'The process id is not one.', { errors });
  }
}
