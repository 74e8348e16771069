"""Keras on TensorFlow, compiled to a graph; bf16 by mixed precision. Argument: threads.

A training step is `train_on_batch` with Adam and binary cross-entropy.
"""
import os
import sys
import time

from serve import Prepared, Unsupported, open_channel, serve

START = time.perf_counter()
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
channel = open_channel()
import tensorflow as tf  # noqa: E402: its import is part of what starting costs
import keras  # noqa: E402
from keras_networks import build_network  # noqa: E402

THREADS = int(sys.argv[1])
POLICIES = {"f32": "float32", "bf16": "mixed_bfloat16"}


def prepare(job: dict) -> Prepared:
    if job["kind"] != "network":
        raise Unsupported("Keras is timed on whole networks only")
    keras.mixed_precision.set_global_policy(POLICIES[job["precision"]])
    network = build_network(job["network"], job["filters"], job["size"])
    shape = (job["batch"], job["size"], job["size"])
    images = tf.random.uniform((*shape, 3))
    masks = tf.cast(tf.random.uniform((*shape, 1)) > 0.8, tf.float32)
    if job["work"] == "training":
        network.compile(keras.optimizers.Adam(1e-3), "binary_crossentropy")
        return Prepared(lambda: network.train_on_batch(images, masks), network.count_params())
    forward = tf.function(lambda x: network(x, training=False))
    return Prepared(lambda: forward(images).numpy(), network.count_params())


tf.config.threading.set_intra_op_parallelism_threads(THREADS)
tf.config.threading.set_inter_op_parallelism_threads(1)
words = f"Keras {keras.__version__} on TensorFlow {tf.__version__}, {THREADS} threads"
serve(channel, {"words": words, "engine_seconds": time.perf_counter() - START}, prepare)
