package genontk.network;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import genontk.error.BridgeFailed;
import genontk.run.Cancellation;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A network of linear layers, each with batch normalisation, ReLU and dropout. Adam trains it until
 * the validation people are predicted no better; its predictions are those of the best epoch.
 *
 * <p>Weights, dropout and the order of people are drawn here and not by PyTorch, which has one
 * stream of random numbers for all threads. So a seed gives the same network, whatever else is
 * trained at the same time.
 *
 * @param settings the settings of the training
 * @param seed the seed of all random numbers
 */
record Perceptron(NetworkSettings settings, long seed) {

  private static final String ENGINE = "PyTorch";

  static {
    // Set before the engine starts: one thread per network, no look-up of files, no message to
    // anybody.
    System.getProperties().putIfAbsent("ai.djl.pytorch.num_threads", "1");
    System.getProperties().putIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
    System.getProperties().putIfAbsent("ai.djl.offline", "true");
    System.getProperties().putIfAbsent("OPT_OUT_TRACKING", "true");
  }

  /**
   * Returns PyTorch.
   *
   * @throws BridgeFailed if its native library is not there
   */
  static Engine engine() {
    // The thread's class loader looks for the engine, and in R it does not see these jars.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Perceptron.class.getClassLoader());
    try {
      return Engine.getEngine(ENGINE);
    } catch (EngineException | LinkageError | IllegalStateException | IllegalArgumentException e) {
      throw BridgeFailed.of(
          e,
          "PyTorch could not be started: %s. Fetch the jars for this machine with ci/network, and"
              + " put them on the class path.",
          e.getMessage());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * Trains the network and predicts the test people.
   *
   * @param x the SNPs of the training people (training x p)
   * @param y the outputs of the training people (training)
   * @param fresh the SNPs of the test people (test x p)
   * @return the outputs of the test people (test)
   */
  float[] learn(float[][] x, float[] y, float[][] fresh, Cancellation cancellation) {
    engine();
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = IntStream.range(0, x.length).toArray();
    shuffle(order, random);
    int held = Math.max(1, (int) Math.round(settings.validation() * x.length));
    int[] validation = Arrays.copyOf(order, held);
    int[] training = Arrays.copyOfRange(order, held, order.length);
    DefaultTrainingConfig configuration =
        new DefaultTrainingConfig(Loss.l2Loss())
            .optDevices(new Device[] {Device.cpu()})
            .optOptimizer(
                Optimizer.adam()
                    .optLearningRateTracker(Tracker.fixed((float) settings.rate()))
                    .optWeightDecays((float) settings.decay())
                    .build())
            .optInitializer(
                (manager, shape, type) -> weights(manager, shape, random), Parameter.Type.WEIGHT);
    try (Model model = Model.newInstance("perceptron", Device.cpu(), ENGINE)) {
      model.setBlock(layers(random));
      try (Trainer trainer = model.newTrainer(configuration)) {
        trainer.initialize(new Shape(settings.batch(), x[0].length));
        double best = Double.POSITIVE_INFINITY;
        float[] predicted = null;
        for (int epoch = 0, since = 0;
            epoch < settings.epochs() && since < settings.patience();
            epoch++) {
          cancellation.checkpoint();
          shuffle(training, random);
          pass(trainer, x, y, training);
          double error = error(evaluate(trainer, select(x, validation)), y, validation);
          since++;
          if (error < best || predicted == null) {
            best = error;
            since = 0;
            predicted = evaluate(trainer, fresh);
          }
        }
        return predicted;
      }
    }
  }

  private Block layers(SplittableRandom random) {
    SequentialBlock block = new SequentialBlock();
    for (int units : settings.units()) {
      block
          .add(Linear.builder().setUnits(units).build())
          .add(BatchNorm.builder().build())
          .add(Activation::relu)
          .add(new SeededDropout(settings.dropout(), random));
    }
    return block.add(Linear.builder().setUnits(1).build());
  }

  /** Draws normal weights with the variance 2 / number of inputs (He et al. 2015). */
  private static NDArray weights(NDManager manager, Shape shape, SplittableRandom random) {
    float[] drawn = new float[Math.toIntExact(shape.size())];
    double deviation = Math.sqrt(2.0 / shape.get(1));
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (float) (deviation * random.nextGaussian());
    }
    return manager.create(drawn, shape);
  }

  /**
   * Trains one epoch. A last batch of one person is left out: it has no variance to normalise by.
   */
  private void pass(Trainer trainer, float[][] x, float[] y, int[] people) {
    JniUtils.setGradMode(true);
    for (int start = 0; people.length - start > 1; start += settings.batch()) {
      int[] batch =
          Arrays.copyOfRange(people, start, Math.min(people.length, start + settings.batch()));
      try (NDManager local = trainer.getManager().newSubManager()) {
        NDArray inputs = local.create(select(x, batch));
        float[] wanted = new float[batch.length];
        for (int i = 0; i < wanted.length; i++) {
          wanted[i] = y[batch[i]];
        }
        NDArray outputs = local.create(wanted, new Shape(wanted.length, 1));
        NDList predicted = trainer.forward(new NDList(inputs));
        PtNDArray loss = (PtNDArray) trainer.getLoss().evaluate(new NDList(outputs), predicted);
        // A gradient collector would serve all threads at once. Adam's step sets the gradients to
        // zero.
        JniUtils.backward(loss, (PtNDArray) loss.onesLike(), false, false);
        trainer.step();
      }
    }
    JniUtils.setGradMode(false);
  }

  private static float[] evaluate(Trainer trainer, float[][] x) {
    try (NDManager local = trainer.getManager().newSubManager()) {
      return trainer.evaluate(new NDList(local.create(x))).singletonOrThrow().toFloatArray();
    }
  }

  private static double error(float[] predicted, float[] y, int[] people) {
    double sum = 0;
    for (int i = 0; i < people.length; i++) {
      double difference = predicted[i] - y[people[i]];
      sum += difference * difference;
    }
    return sum;
  }

  private static float[][] select(float[][] x, int[] people) {
    return Arrays.stream(people).mapToObj(i -> x[i]).toArray(float[][]::new);
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[other];
      order[other] = held;
    }
  }
}
