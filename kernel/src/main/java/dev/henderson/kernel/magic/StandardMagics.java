package dev.henderson.kernel.magic;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The magics every notebook has. */
public final class StandardMagics {
  private StandardMagics() {}

  /** A new registry of them, in the order {@code %lsmagic} lists. */
  public static Magics create() {
    AtomicReference<Magics> self = new AtomicReference<>();
    Magics magics =
        new Magics(
            List.of(
                new CsvMagic(),
                new ReadMagic(),
                new DatasetMagic(),
                new FactorMagic(),
                new TablesMagic(),
                new FormulaMagic(),
                new LmerMagic(),
                new LmMagic(),
                new AovMagic(),
                new SummaryMagic(),
                new AnovaMagic(),
                new RanovaMagic(),
                new TukeyMagic(),
                new PairwiseMagic(),
                new OneWayMagic(),
                new ConfintMagic(),
                new BootstrapMagic(),
                new PredictMagic(),
                new SimulateMagic(),
                new RanefMagic(),
                new PlotMagic(),
                new TimeMagic(),
                new JarsMagic(),
                new ConfigMagic(),
                new LsmagicMagic(self::get),
                new HelpMagic(self::get)));
    self.set(magics);
    return magics;
  }
}
