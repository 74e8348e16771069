"""The networks of src/architectures in Keras, layer for layer."""
import keras
from keras import layers


def double(x, filters: int, batch_norm: bool):
    for _ in range(2):
        if batch_norm:
            x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
            x = layers.ReLU()(layers.BatchNormalization()(x))
        else:
            x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return x


def grow(x, filters: int):
    return layers.Conv2DTranspose(filters, 2, strides=2, padding="same")(x)


def unet(x, filters: int, batch_norm: bool, depth: int = 3):
    skips = []
    for level in range(depth):
        skips.append(double(x, filters * 2**level, batch_norm))
        x = layers.MaxPooling2D()(skips[-1])
    x = double(x, filters * 2**depth, batch_norm)
    for level in reversed(range(depth)):
        x = layers.Concatenate()([grow(x, filters * 2**level), skips[level]])
        x = double(x, filters * 2**level, batch_norm)
    return x


def unet_plus_plus(x, filters: int, depth: int = 3):
    rows = []
    for level in range(depth + 1):
        x = double(layers.MaxPooling2D()(x) if level else x, filters * 2**level, False)
        rows.append([x])
    for j in range(1, depth + 1):
        for i in range(depth + 1 - j):
            width = filters * 2**i
            parts = [*rows[i], grow(rows[i + 1][j - 1], width)]
            rows[i].append(double(layers.Concatenate()(parts), width, False))
    return rows[0][-1]


def build_network(name: str, filters: int, size: int) -> keras.Model:
    """Its layers take the precision that keras.mixed_precision names now."""
    image = keras.Input((size, size, 3))
    if name == "unet-plus-plus":
        x = unet_plus_plus(image, filters)
    else:
        x = unet(image, filters, batch_norm=name == "unet-batch-norm")
    output = layers.Conv2D(1, 1, activation="sigmoid", dtype="float32")(x)
    return keras.Model(image, output)
