"""What the suite is timed against: the property test that a user of Hypothesis and PyTorch would write, one module at a time.

    peer.py rnn|gru|lstm EXAMPLES

prints the CPU time in seconds that a case took: shapes and a seed are drawn, the module is built, run, and held against the formula.
"""

import sys
import time

import numpy as np
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

torch.set_num_threads(1)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def rnn(z, r, state):
    (h,) = state
    return (np.tanh(z + h @ r[0] + r[1]),)


def gru(z, r, state):
    (h,) = state
    units = h.shape[1]
    g = h @ r[0] + r[1]
    gates = sigmoid(z[:, : 2 * units] + g[:, : 2 * units])
    n = np.tanh(z[:, 2 * units :] + gates[:, :units] * g[:, 2 * units :])
    update = gates[:, units:]
    return ((1 - update) * n + update * h,)


def lstm(z, r, state):
    h, c = state
    units = h.shape[1]
    g = z + h @ r[0] + r[1]
    gates = sigmoid(g)
    c = gates[:, units : 2 * units] * c + gates[:, :units] * np.tanh(g[:, 2 * units : 3 * units])
    return gates[:, 3 * units :] * np.tanh(c), c


CELLS = {"rnn": (torch.nn.RNN, rnn), "gru": (torch.nn.GRU, gru), "lstm": (torch.nn.LSTM, lstm)}


def check(name, t, n, i, h, seed):
    make, step = CELLS[name]
    torch.manual_seed(seed)
    module = make(i, h)
    x = torch.randn(t, n, i)
    state = tuple(torch.randn(1, n, h) for _ in range(2 if name == "lstm" else 1))
    with torch.no_grad():
        y, final = module(x, state if name == "lstm" else state[0])
        w_ih, w_hh, b_ih, b_hh = (p.numpy().astype(np.float64) for p in module.parameters())

    z = x.numpy() @ w_ih.T + b_ih
    r = (np.ascontiguousarray(w_hh.T), b_hh)
    now = tuple(s.numpy()[0] for s in state)
    expected = []
    for step_of_x in z:
        now = step(step_of_x, r, now)
        expected.append(now[0])
    assert np.allclose(y.numpy(), np.stack(expected), rtol=1e-5, atol=1e-5)
    for returned, last in zip(final if name == "lstm" else (final,), now):
        assert np.allclose(returned.numpy()[0], last, rtol=1e-5, atol=1e-5)


def seconds_per_case(name, examples):
    ran = 0

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(
        t=st.integers(1, 8),
        n=st.integers(1, 4),
        i=st.integers(1, 16),
        h=st.integers(1, 16),
        seed=st.integers(0, 2**32 - 1),
    )
    def holds(t, n, i, h, seed):
        nonlocal ran
        ran += 1
        check(name, t, n, i, h, seed)

    start = time.process_time()
    holds()
    return (time.process_time() - start) / ran


if __name__ == "__main__":
    cell, count = sys.argv[1], int(sys.argv[2])
    seconds_per_case(cell, 100)
    print(seconds_per_case(cell, count))
