package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;

/** A magic that fits a model, whose call may stand where a fit is asked for, as R has it. */
interface FittingMagic extends Magic {
  /** Whether it stands for a function of R or Python, written with its module. */
  boolean standsFor(String function);

  /** The fit a call makes; nothing is bound and nothing shown. */
  Fitted fitted(MagicCall call, Session session);
}
