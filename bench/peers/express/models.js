import mongoose from 'mongoose';

const { ObjectId } = mongoose.Schema.Types;

// Nero creates the collections and their indexes.
mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);

export const User = mongoose.model(
  'User',
  new mongoose.Schema(
    {
      phoneNumber: String,
      name: String,
      email: String,
      subscription: String,
      stars: Number,
      role: String,
      isVerified: Boolean,
    },
    { timestamps: true, versionKey: false },
  ),
  'users',
);

export const Template = mongoose.model(
  'Template',
  new mongoose.Schema(
    {
      imageUrl: String,
      publicId: String,
      title: Object,
      prompt: Object,
      style: String,
      styleNames: Object,
      category: String,
      tags: [String],
      tagNames: [Object],
      isTrending: Boolean,
      viewCount: Number,
      likeCount: Number,
    },
    { timestamps: true, versionKey: false },
  ),
  'templates',
);

export const Favorite = mongoose.model(
  'Favorite',
  new mongoose.Schema(
    { userId: ObjectId, templateId: ObjectId },
    { timestamps: { createdAt: true, updatedAt: false }, versionKey: false },
  ),
  'favoriteTemplates',
);
