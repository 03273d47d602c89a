package dev.henderson.stats.model;

/**
 * A fit whose coefficients depend on m estimated variance parameters, so that degrees of freedom of
 * their tests have to be approximated.
 */
public interface HasVarianceParameters {
  /** How the coefficients' covariance moves with the parameters, for Satterthwaite's method. */
  Curvature varianceParameters();

  /** What Kenward and Roger's method needs. */
  Information covarianceInformation();

  /** The m parameters at the optimum: how well they are known, and what they do. */
  interface Curvature {
    /** The number of parameters, m. */
    int size();

    /** The covariance matrix of the parameters, m × m by rows. */
    double[] covariance();

    /** The derivative of {@code vcov[a, b]} of the coefficients in parameter i. */
    double derivative(int i, int a, int b);
  }

  /** The expected information of m covariance parameters [Kenward 1997]. */
  interface Information {
    /** The number of parameters, m. */
    int size();

    /** An entry of the information matrix. */
    double information(int i, int j);

    /** An entry of {@code Phi P_r Phi}, Phi the covariance of the coefficients. */
    double slope(int r, int a, int b);

    /** An entry of {@code Phi (Q_rs − P_r Phi P_s) Phi}. */
    double bend(int r, int s, int a, int b);
  }
}
