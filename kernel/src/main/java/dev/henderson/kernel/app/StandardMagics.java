package dev.henderson.kernel.app;

import dev.henderson.kernel.data.CsvMagic;
import dev.henderson.kernel.data.DatasetMagic;
import dev.henderson.kernel.data.FactorMagic;
import dev.henderson.kernel.data.ReadMagic;
import dev.henderson.kernel.data.TablesMagic;
import dev.henderson.kernel.inference.AnovaMagic;
import dev.henderson.kernel.inference.BootstrapMagic;
import dev.henderson.kernel.inference.ConfintMagic;
import dev.henderson.kernel.inference.ContrastMagic;
import dev.henderson.kernel.inference.EmmeansMagic;
import dev.henderson.kernel.inference.ExplainMagic;
import dev.henderson.kernel.inference.FriedmanMagic;
import dev.henderson.kernel.inference.InfluenceMagic;
import dev.henderson.kernel.inference.JointTestsMagic;
import dev.henderson.kernel.inference.OneWayMagic;
import dev.henderson.kernel.inference.PairwiseMagic;
import dev.henderson.kernel.inference.PredictMagic;
import dev.henderson.kernel.inference.RanovaMagic;
import dev.henderson.kernel.inference.SimulateMagic;
import dev.henderson.kernel.inference.TukeyMagic;
import dev.henderson.kernel.inference.VarCorrMagic;
import dev.henderson.kernel.inference.VifMagic;
import dev.henderson.kernel.magic.BashMagic;
import dev.henderson.kernel.magic.ConfigMagic;
import dev.henderson.kernel.magic.HelpMagic;
import dev.henderson.kernel.magic.JarsMagic;
import dev.henderson.kernel.magic.LoadMagic;
import dev.henderson.kernel.magic.LsmagicMagic;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.magic.TimeMagic;
import dev.henderson.kernel.magic.TimeitMagic;
import dev.henderson.kernel.magic.WhoMagic;
import dev.henderson.kernel.maven.JavadocMagic;
import dev.henderson.kernel.maven.MavenMagic;
import dev.henderson.kernel.models.AnovaRmMagic;
import dev.henderson.kernel.models.AovMagic;
import dev.henderson.kernel.models.DesignMagic;
import dev.henderson.kernel.models.FormulaMagic;
import dev.henderson.kernel.models.LmMagic;
import dev.henderson.kernel.models.LmerMagic;
import dev.henderson.kernel.models.MixedLmMagic;
import dev.henderson.kernel.models.PlotMagic;
import dev.henderson.kernel.models.RanefMagic;
import dev.henderson.kernel.models.SummaryMagic;
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
                new DesignMagic(),
                new LmerMagic(),
                new MixedLmMagic(),
                new LmMagic(),
                new AovMagic(),
                new AnovaRmMagic(),
                new SummaryMagic(),
                new ExplainMagic(self::get),
                new AnovaMagic(),
                new RanovaMagic(),
                new TukeyMagic(),
                new PairwiseMagic(),
                new OneWayMagic(),
                new EmmeansMagic(),
                new ContrastMagic(),
                new JointTestsMagic(),
                new VarCorrMagic(),
                new FriedmanMagic(),
                new VifMagic(),
                new ConfintMagic(),
                new InfluenceMagic(),
                new BootstrapMagic(),
                new PredictMagic(),
                new SimulateMagic(),
                new RanefMagic(),
                new PlotMagic(),
                new TimeMagic(),
                new TimeitMagic(),
                new WhoMagic(),
                new LoadMagic(),
                new BashMagic(),
                new MavenMagic(),
                new JavadocMagic(),
                new JarsMagic(),
                new ConfigMagic(),
                new LsmagicMagic(self::get),
                new HelpMagic(self::get)));
    self.set(magics);
    return magics;
  }
}
