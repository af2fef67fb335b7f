import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { CleanupJob } from './cleanup.job.js';

@Module({
  imports: [ScheduleModule.forRoot(), DecisionsModule],
  providers: [CleanupJob],
})
export class CleanupModule {}
