import { describe } from 'vitest';
import { describeCases, describeRest } from './run-cases.ts';

describe('over http', () => {
  describeCases('http');
});

describe('over rest', () => {
  describeRest();
});
