package dev.henderson.stats.explain;

import dev.henderson.stats.text.Call;

/**
 * Something to do next, as a call that runs.
 *
 * @param code a stable key, for programs
 * @param why what it is for, in words
 * @param call the call
 */
public record NextCall(String code, String why, Call call) {}
