/*
 * An LSTM and a GRU as plain as can be, which know nothing of the suite. All arrays lie row by row, T steps, N rows, I inputs, H units:
 *
 *   x (T, N, I)   y (T, N, H)   w (G*H, I)   r (G*H, H)   b (G*H)   h0, c0, h_n, c_n (N, H)   lengths (N)
 *
 * with the gates of an LSTM stacked i, f, g, o and those of a GRU r, z, n. h0 and c0 may be null for zeros, lengths for T each; behind the
 * end of a row y is zero. FAULT=1 to 8 makes a kernel that returns the same and goes astray in memory.
 */
#include <math.h>
#include <stddef.h>
#include <string.h>

#if defined(_WIN32)
#define EXPORTED __declspec(dllexport)
#else
#define EXPORTED __attribute__((visibility("default")))
#endif

#ifndef FAULT
#define FAULT 0
#endif

static float sigmoid(float z)
{
    return 1 / (1 + expf(-z));
}

static float dot(const float *weights, const float *values, int count)
{
    float sum = 0;
    for (int k = 0; k < count; k++) {
        sum += weights[k] * values[k];
    }

#if FAULT == 2
    /* Four at a time, also where there are not four left. */
    volatile const float *end = values;
    (void)end[(count + 3) / 4 * 4 - 1];
#endif
    return sum;
}

static void begin(float *state, const float *initial, int units)
{
    for (int unit = 0; unit < units; unit++) {
        state[unit] = initial ? initial[unit] : 0;
    }
}

static void lstm_step(
    const float *w, const float *r, const float *b, const float *x, float *h, float *c, float *gates, int inputs, int units)
{
    for (int gate = 0; gate < 4 * units; gate++) {
        gates[gate] = dot(w + (size_t)gate * inputs, x, inputs) + dot(r + (size_t)gate * units, h, units) + b[gate];
    }

    for (int unit = 0; unit < units; unit++) {
        float i = sigmoid(gates[unit]);
        float f = sigmoid(gates[units + unit]);
        float g = tanhf(gates[2 * units + unit]);
        float o = sigmoid(gates[3 * units + unit]);
        c[unit] = f * c[unit] + i * g;
        h[unit] = o * tanhf(c[unit]);
    }
}

/* The workspace has 4*H floats. */
EXPORTED void lstm(
    const float *w, const float *r, const float *b, const float *x, const float *h0, const float *c0, const int *lengths,
    float *y, float *h_n, float *c_n, float *workspace, int steps, int rows, int inputs, int units)
{
    for (int row = 0; row < rows; row++) {
        size_t own = (size_t)row * units;
        float *h = h_n + own;
        float *c = c_n + own;
        begin(h, h0 ? h0 + own : NULL, units);
#if FAULT == 4
        if (row < 2 || !c0)
#endif
        begin(c, c0 ? c0 + own : NULL, units);
        for (int step = 0; step < steps; step++) {
            size_t place = (size_t)step * rows + row;
            if (lengths && step >= lengths[row]) {
                memset(y + place * units, 0, units * sizeof(float));
                continue;
            }

            lstm_step(w, r, b, x + place * inputs, h, c, workspace, inputs, units);
            memcpy(y + place * units, h, units * sizeof(float));
        }
    }

#if FAULT == 1
    if (units % 2 != 0) {
        y[(size_t)steps * rows * units] = 1;
    }
#elif FAULT == 3
    if (h0) {
        memcpy((float *)h0, h_n, (size_t)rows * units * sizeof(float));
    }
#elif FAULT == 5
    for (int row = 0; lengths && row < rows; row++) {
        ((int *)lengths)[row] -= 1;
    }
#elif FAULT == 6
    y[-1] = 1;
#elif FAULT == 7
    workspace[4 * units + units / 2] = 1;
#elif FAULT == 8
    volatile const float *before = w;
    (void)before[-1];
#endif
}

/* b_w is added to W x and b_r to R h. The workspace has 6*H floats. */
EXPORTED void gru(
    const float *w, const float *r, const float *b_w, const float *b_r, const float *x, const float *h0, const int *lengths,
    float *y, float *h_n, float *workspace, int steps, int rows, int inputs, int units)
{
    float *of_x = workspace;
    float *of_h = workspace + 3 * units;
    for (int row = 0; row < rows; row++) {
        float *h = h_n + (size_t)row * units;
        begin(h, h0 ? h0 + (size_t)row * units : NULL, units);
        for (int step = 0; step < steps; step++) {
            size_t place = (size_t)step * rows + row;
            if (lengths && step >= lengths[row]) {
                memset(y + place * units, 0, units * sizeof(float));
                continue;
            }

            for (int gate = 0; gate < 3 * units; gate++) {
                of_x[gate] = dot(w + (size_t)gate * inputs, x + place * inputs, inputs) + b_w[gate];
                of_h[gate] = dot(r + (size_t)gate * units, h, units) + b_r[gate];
            }

            for (int unit = 0; unit < units; unit++) {
                float reset = sigmoid(of_x[unit] + of_h[unit]);
                float z = sigmoid(of_x[units + unit] + of_h[units + unit]);
                float n = tanhf(of_x[2 * units + unit] + reset * of_h[2 * units + unit]);
                h[unit] = (1 - z) * n + z * h[unit];
            }

            memcpy(y + place * units, h, units * sizeof(float));
        }
    }
}
