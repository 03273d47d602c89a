package dev.henderson.stats.lmm;

public class Scratch {
  public static void main(String[] args) {
    for (String name : args) {
      ExportedModel m = ExportedModel.load(name, name);
      CrossProducts a = new CrossProducts(m.data);
      ProfiledDeviance f = new ProfiledDeviance(a, m.reml());
      java.util.Random r = new java.util.Random(1);
      double worst = 0;
      for (int rep = 0; rep < 5; rep++) {
        double[] th = f.start();
        for (int i = 0; i < th.length; i++)
          th[i] = th[i] == 0 ? r.nextGaussian() * .4 : .2 + r.nextDouble();
        double[] g = new double[th.length], dummy = new double[th.length];
        f.evaluate(th, g);
        double gmax = 1;
        for (double v : g) gmax = Math.max(gmax, Math.abs(v));
        for (int i = 0; i < th.length; i++) {
          double h = 1e-4, k = th[i];
          th[i] = k + h;
          double p1 = f.value(th);
          th[i] = k + 2 * h;
          double p2 = f.value(th);
          th[i] = k - h;
          double m1 = f.value(th);
          th[i] = k - 2 * h;
          double m2 = f.value(th);
          th[i] = k;
          double d = (8 * (p1 - m1) - (p2 - m2)) / (12 * h);
          worst = Math.max(worst, Math.abs(d - g[i]) / gmax);
        }
      }
      double best = Double.POSITIVE_INFINITY;
      if (m.meta.has("fmins"))
        for (double v : ExportedModel.numbers(m.meta.get("fmins"))) if (v < best) best = v;
      LmmFit fit = LinearMixedModel.of(m.data).fit(FitOptions.defaults().withReml(m.reml()));
      System.out.printf(
          "%-20s grad %.1e f %.8f (- lme4 best %.2e) evals %d conv %b sing %b maxg %.1e sec %.4f%n",
          name,
          worst,
          fit.criterion(),
          fit.criterion() - best,
          fit.evaluations(),
          fit.converged(),
          fit.singular(),
          fit.maxGradient(),
          fit.seconds());
      System.out.println("   theta " + java.util.Arrays.toString(fit.theta()));
      for (var d : fit.diagnostics()) System.out.println("   " + d.code() + ": " + d.message());
    }
  }
}
