import { describe } from '@jest/globals';
import { testList } from './list.contract.js';
import { testReadingAndCreating } from './create-and-find.contract.js';
import { testQuarantined } from './quarantined.contract.js';
import { testRemoval } from './removal.contract.js';
import { testOwners } from './owners.contract.js';
import { testStatistics } from './statistics.contract.js';
import { type OpenSubject, openForEachTest } from './subject.js';
import { testSwap } from './swap.contract.js';
import { testTurns } from './turns.contract.js';
import { testWaiting } from './waiting.contract.js';
import { testWorkLists } from './work-lists.contract.js';

/**
 * What every adapter of `ProcessRepository` keeps. Each bullet is one test.
 *
 * create
 * - stores a new process and answers that very object
 * - answers the process that is there already, and leaves it alone
 * - of many creators of one id through two handles, all are answered the same process
 *
 * find
 * - null for an unknown id
 * - equal to what was stored, for each status and shape
 * - byte for byte the payloads that were stored, wherever a process has them
 * - steps and labels of any name
 * - the caller's copy is its own, and so is the store's
 *
 * revision
 * - null for an unknown id
 * - that of the last write
 *
 * asked
 * - null for an unknown id
 * - what is known but for problem, outputs and result, and all that was asked
 *
 * swap
 * - stores each state of a whole life, as another handle reads it
 * - goes on from what another handle has read
 * - refuses a stale revision and changes nothing
 * - refuses a revision that is not stored yet and changes nothing
 * - refuses an unknown process and does not create it
 * - of many writers through two handles exactly one wins, and what it wrote is what is stored
 *
 * due
 * - pending processes whose time has come, to the millisecond
 * - the longest due first
 * - never more than the limit
 * - follows begin, failure, release and cancel
 *
 * ownedBy
 * - nothing for an unknown worker
 * - what one worker runs and no other's
 * - follows begin, checkpoint, release, takeover and completion
 *
 * timers
 * - whatever has a deadline or a question that expires, to the millisecond, the longest due first
 * - goes on after an entry; follows ask, answer, expiry, cancel and resume
 *
 * requests
 * - what waits for people, the first to expire first, what never does last, each once in pages of any size
 * - of one owner, and with what reviewers are asked; refuses a cursor it never gave out
 * - follows ask, answer and removal
 *
 * list
 * - nothing in an empty store
 * - a summary of each process
 * - newest first, those of the same millisecond by id, the highest first
 * - by status; by creation from (inclusive) to (exclusive); by label; by all of them
 * - each process once, over hundreds in pages of any size
 * - each process that stays once, while others arrive and leave
 * - never more than the limit
 * - a process is in the list of its present status only
 * - within the range that is asked for, wherever the cursor came from
 * - refuses a cursor it never gave out
 *
 * statistics
 * - nothing in an empty store
 * - each process in the count of its status
 * - adds up at every moment, whatever processes are doing
 * - how many were created before each given time
 * - creation time of the oldest pending process, whenever it is to run, and of the oldest waiting one
 *
 * quarantined
 * - nothing in a store whose records can all be read
 * - refuses a cursor it never gave out
 *
 * remove
 * - takes a settled process out of everything
 * - refuses an unsettled process, an unknown one, and another revision
 * - answers false the second time
 * - leaves nothing behind that a new process of the same id could inherit
 * - of two at once through two handles exactly one removes
 *
 * removeSettled
 * - what settled before the given time, not at it
 * - the longest settled first, never more than the limit
 * - never an unsettled process, nor one that was resumed
 * - takes them out of everything
 * - two cleaners at once remove each process once
 * - against a resume, either wins whole
 */
export function testProcessRepository(name: string, open: OpenSubject): void {
  describe(`process repository (${name})`, () => {
    const subject = openForEachTest(open);
    testReadingAndCreating(subject);
    testSwap(subject);
    testWorkLists(subject);
    testTurns(subject);
    testWaiting(subject);
    testList(subject);
    testStatistics(subject);
    testOwners(subject);
    testQuarantined(subject);
    testRemoval(subject);
  });
}
