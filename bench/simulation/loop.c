/* The simulation of rank acceptability as a straight loop, with the generator and the arithmetic of the engine.
   Arguments: alternatives, criteria, samples. Prints the milliseconds of CPU time, and a checksum. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint32_t s0 = 1, s1 = 2, s2 = 3, s3 = 4;

static inline uint32_t rotate(uint32_t x, int by) { return (x << by) | (x >> (32 - by)); }

static inline uint32_t next(void) {
  uint32_t out = rotate(s1 * 5, 7) * 9, shifted = s1 << 9;
  s2 ^= s0; s3 ^= s1; s1 ^= s2; s0 ^= s3; s2 ^= shifted; s3 = rotate(s3, 11);
  return out;
}

static inline double uniform(void) {
  uint32_t high = next() >> 5, low = next() >> 6;
  return (high * 67108864.0 + low) / 9007199254740992.0;
}

int main(int count, char **arguments) {
  if (count != 4) return 1;
  int m = atoi(arguments[1]), n = atoi(arguments[2]);
  long samples = atol(arguments[3]);
  double *values = malloc(8 * m * n), *weights = malloc(8 * n), *scores = malloc(8 * m), *first = calloc(m * n, 8);
  uint32_t *wins = calloc(m * m, 4), *ranks = calloc(m * m, 4), *behind = malloc(4 * m);
  double tolerance = 1e-13;
  for (int i = 0; i < m * n; i++) values[i] = uniform();
  clock_t begin = clock();
  for (long sample = 0; sample < samples; sample++) {
    for (int filled = 0; filled < n - 1; filled++) {
      double number = uniform();
      int place = filled;
      for (; place > 0 && weights[place - 1] > number; place--) weights[place] = weights[place - 1];
      weights[place] = number;
    }
    weights[n - 1] = 1;
    for (int i = n - 1; i > 0; i--) weights[i] -= weights[i - 1];
    for (int a = 0, cell = 0; a < m; a++) {
      double total = 0;
      for (int j = 0; j < n; j++) total += weights[j] * values[cell++];
      scores[a] = total;
    }
    memset(behind, 0, 4 * m);
    for (int a = 0; a < m; a++) {
      uint32_t better = behind[a];
      for (int b = a + 1; b < m; b++) {
        double lead = scores[a] - scores[b];
        uint32_t win = lead > tolerance, loss = lead < -tolerance;
        wins[a * m + b] += win;
        wins[b * m + a] += loss;
        behind[b] += win;
        better += loss;
      }
      behind[a] = better;
    }
    for (int a = 0; a < m; a++) {
      ranks[a * m + behind[a]]++;
      if (behind[a] == 0) for (int j = 0; j < n; j++) first[a * n + j] += weights[j];
    }
  }
  double milliseconds = 1000.0 * (clock() - begin) / CLOCKS_PER_SEC;
  uint64_t sum = 0;
  for (int i = 0; i < m * m; i++) sum += (uint64_t)wins[i] * (i + 1) + ranks[i];
  printf("%.3f %llu\n", milliseconds, (unsigned long long)sum);
  return 0;
}
